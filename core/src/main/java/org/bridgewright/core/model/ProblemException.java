package org.bridgewright.core.model;

/// Carries a [Problem] up from deep in a call to the task runner or the command line, which unwrap it.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.line());
        this.problem = problem;
    }

    public ProblemException(Problem problem, Throwable cause) {
        super(problem.line(), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
