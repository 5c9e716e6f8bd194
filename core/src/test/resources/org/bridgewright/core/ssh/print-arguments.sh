stub "$@"
