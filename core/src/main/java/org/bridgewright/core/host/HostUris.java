package org.bridgewright.core.host;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bridgewright.core.host.HostUri.Instance;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;

/// Reads a [HostUri] from text. Whatever is not understood is refused, naming what to write instead: an option that
/// starts a program (`command=`, `ext`), or switches a check off (`no_verify`), never gets past this class.
public final class HostUris {
    /// A host is a name, an alias, or an address; never an option (`-oProxyCommand=...`), never with white space or controls.
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}");

    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@\\\\$+-]{0,127}");
    private static final Pattern IPV6 =
            Pattern.compile("[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9_.-]{1,15})?");
    private static final Set<String> PARAMETERS = Set.of("keyfile", "socket", "known_hosts");
    private static final int LONGEST = 4096;
    private static final Words WORDS = Words.of(HostUris.class);

    private HostUris() {}

    /// @throws ProblemException with `BAD_INPUT`, its remedy naming the alternative
    public static HostUri parse(String text) {
        if (text.length() > LONGEST) {
            throw refused(text.substring(0, 40) + "…", "uri.too-long", "uri.forms");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)
                    || Character.isWhitespace(c)
                    || Character.getType(c) == Character.FORMAT) {
                throw refused(visible(text), "uri.controls", "uri.forms");
            }
        }
        if (text.equals("demo:") || text.equals("demo")) {
            return new HostUri.Demo(Optional.empty());
        }
        if (text.startsWith("demo:")) {
            return new HostUri.Demo(Optional.of(text.substring("demo:".length())));
        }
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw refused(
                    text,
                    "uri.no-scheme",
                    text.isEmpty() || text.startsWith("-") ? "uri.forms" : "uri.no-scheme.remedy",
                    text);
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        return switch (scheme) {
            case "file" -> capture(text, rest);
            case "qemu", "test", "qemu+ssh", "qemu+tls" -> Pieces.of(text, scheme, rest).build();
            case "qemu+unix" -> throw refused(text, "uri.unix", "uri.unix.remedy");
            case "qemu+ext" -> throw refused(text, "uri.ext", "uri.ssh.remedy");
            case "qemu+tcp" -> throw refused(text, "uri.tcp", "uri.ssh.remedy");
            case "qemu+libssh", "qemu+libssh2", "ssh" ->
                    throw refused(text, "uri.libssh", "uri.ssh.remedy", scheme);
            default -> throw refused(text, "uri.scheme", "uri.forms", scheme);
        };
    }

    private static HostUri capture(String whole, String rest) {
        String path = rest.startsWith("///") ? rest.substring(2) : rest;
        if (path.startsWith("//")) {
            throw refused(whole, "uri.file-host", "uri.file.remedy");
        }
        if (path.isEmpty()) {
            throw refused(whole, "uri.file-empty", "uri.file.remedy");
        }
        return new HostUri.Capture(path(whole, decode(whole, path)));
    }

    /// The pieces of `scheme://user@host:port/path?query`, before they are judged.
    private record Pieces(
            String whole,
            String scheme,
            String authority,
            String path,
            Map<String, String> parameters) {
        static Pieces of(String whole, String scheme, String rest) {
            if (!rest.startsWith("//")) {
                throw refused(
                        whole,
                        "uri.slashes",
                        scheme.equals("qemu") || scheme.equals("test")
                                ? "uri.local.remedy"
                                : "uri.ssh.remedy");
            }
            String body = rest.substring(2);
            if (body.indexOf('#') >= 0) {
                throw refused(whole, "uri.fragment", "uri.forms");
            }
            int question = body.indexOf('?');
            String query = question < 0 ? "" : body.substring(question + 1);
            String front = question < 0 ? body : body.substring(0, question);
            int slash = front.indexOf('/');
            String authority = slash < 0 ? front : front.substring(0, slash);
            String path = slash < 0 ? "" : decode(whole, front.substring(slash));
            return new Pieces(whole, scheme, authority, path, HostUris.parameters(whole, query));
        }

        HostUri build() {
            return switch (scheme) {
                case "qemu" -> local();
                case "test" -> test();
                case "qemu+tls" -> tls();
                default -> ssh();
            };
        }

        private HostUri local() {
            if (!authority.isEmpty()) {
                throw refused(whole, "uri.qemu-host", "uri.qemu-host.remedy", authority);
            }
            only("socket");
            return new HostUri.Local(
                    instance(),
                    Optional.ofNullable(parameters.get("socket")).map(s -> absolute(s)));
        }

        private HostUri test() {
            only();
            if (!authority.isEmpty() || path.length() < 2 || path.equals("/default")) {
                throw refused(whole, "uri.test", "uri.test.remedy");
            }
            return new HostUri.TestDriver(HostUris.path(whole, path));
        }

        private HostUri tls() {
            only();
            if (authority.indexOf('@') >= 0) {
                throw refused(whole, "uri.tls-user", "uri.ssh.remedy");
            }
            if (instance() != Instance.SYSTEM) {
                throw refused(whole, "uri.path", "uri.tls.remedy", path);
            }
            HostPort hostPort = hostPort(authority);
            return new HostUri.Tls(hostPort.host(), hostPort.port());
        }

        private HostUri ssh() {
            only("keyfile", "known_hosts", "socket");
            int at = authority.lastIndexOf('@');
            Optional<String> user = Optional.empty();
            if (at >= 0) {
                String name = decode(whole, authority.substring(0, at));
                if (name.indexOf(':') >= 0) {
                    throw refused(
                            HostUris.withoutPassword(whole), "uri.password", "uri.password.remedy");
                }
                if (!USER.matcher(name).matches()) {
                    throw refused(whole, "uri.user", "uri.ssh.remedy", visible(name));
                }
                user = Optional.of(name);
            }
            HostPort hostPort = hostPort(authority.substring(at + 1));
            return new HostUri.Ssh(
                    user,
                    hostPort.host(),
                    hostPort.port(),
                    instance(),
                    Optional.ofNullable(parameters.get("keyfile"))
                            .map(f -> HostUris.path(whole, HostUris.home(f))),
                    Optional.ofNullable(parameters.get("known_hosts"))
                            .map(f -> HostUris.path(whole, HostUris.home(f))),
                    Optional.ofNullable(parameters.get("socket")).map(s -> absolute(s).toString()));
        }

        private Instance instance() {
            return switch (path) {
                case "/system" -> Instance.SYSTEM;
                case "/session" -> Instance.SESSION;
                default ->
                        throw refused(
                                whole,
                                "uri.path",
                                scheme.equals("qemu") ? "uri.local.remedy" : "uri.ssh.remedy",
                                visible(path));
            };
        }

        private void only(String... allowed) {
            for (String name : parameters.keySet()) {
                if (!Set.of(allowed).contains(name)) {
                    throw refused(whole, "uri.parameter-here", "uri.parameters", name, scheme);
                }
            }
        }

        private Path absolute(String text) {
            Path path = HostUris.path(whole, text);
            if (!path.isAbsolute() || text.getBytes(StandardCharsets.UTF_8).length > 107) {
                throw refused(whole, "uri.socket", "uri.socket.remedy", visible(text));
            }
            return path;
        }

        private record HostPort(String host, Optional<Integer> port) {}

        private HostPort hostPort(String text) {
            String host;
            String port = "";
            if (text.startsWith("[")) {
                int close = text.indexOf(']');
                host = close < 0 ? "" : decode(whole, text.substring(1, close));
                String after = close < 0 ? "" : text.substring(close + 1);
                if (!IPV6.matcher(host).matches()
                        || !isIpv6(host)
                        || (!after.isEmpty() && !after.startsWith(":"))) {
                    throw refused(whole, "uri.host", "uri.ssh.remedy", visible(text));
                }
                port = after;
            } else {
                int colon = text.indexOf(':');
                host = decode(whole, colon < 0 ? text : text.substring(0, colon));
                port = colon < 0 ? "" : text.substring(colon);
                if (host.isEmpty()) {
                    throw refused(whole, "uri.no-host", "uri.ssh.remedy");
                }
                if (!HOST.matcher(host).matches()) {
                    throw refused(whole, "uri.host", "uri.ssh.remedy", visible(host));
                }
            }
            if (port.isEmpty()) {
                return new HostPort(host, Optional.empty());
            }
            String digits = port.substring(1);
            if (!digits.matches("[0-9]{1,5}")
                    || Integer.parseInt(digits) < 1
                    || Integer.parseInt(digits) > 65535) {
                throw refused(whole, "uri.port", "uri.port.remedy", visible(digits));
            }
            return new HostPort(host, Optional.of(Integer.parseInt(digits)));
        }
    }

    private static Map<String, String> parameters(String whole, String query) {
        Map<String, String> found = new LinkedHashMap<>();
        if (query.isEmpty()) {
            return found;
        }
        for (String piece : query.split("[&;]", -1)) {
            int equals = piece.indexOf('=');
            String name = decode(whole, equals < 0 ? piece : piece.substring(0, equals));
            String value = equals < 0 ? "" : decode(whole, piece.substring(equals + 1));
            if (!PARAMETERS.contains(name)) {
                String remedy = "uri.parameter." + name.toLowerCase(Locale.ROOT);
                throw refused(
                        whole,
                        "uri.parameter",
                        WORDS.has(remedy) ? remedy : "uri.parameters",
                        visible(name));
            }
            if (value.isEmpty() || found.put(name, value) != null) {
                throw refused(whole, "uri.parameter-value", "uri.parameters", name);
            }
        }
        return found;
    }

    private static boolean isIpv6(String text) {
        return IpAddress.parse(text).filter(ip -> ip.family() == 6).isPresent();
    }

    private static String home(String file) {
        return file.startsWith("~/") ? System.getProperty("user.home") + file.substring(1) : file;
    }

    private static Path path(String whole, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw refused(whole, "uri.controls", "uri.forms");
        }
    }

    private static String decode(String whole, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[bytes.length];
        int n = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
                int value = high < 0 || low < 0 ? -1 : high * 16 + low;
                if (value < 0x20 || value == 0x7f) {
                    throw refused(visible(whole), "uri.percent", "uri.forms");
                }
                out[n++] = (byte) value;
                i += 2;
            } else {
                out[n++] = bytes[i];
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(out, 0, n))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused(visible(whole), "uri.percent", "uri.forms");
        }
    }

    /// Percent-encodes what has a meaning in a URI.
    static String encode(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "/._-~+,:$".indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return out.toString();
    }

    static void append(StringBuilder query, String name, String value) {
        query.append(query.isEmpty() ? "?" : "&").append(name).append('=').append(encode(value));
    }

    static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host.replace("%", "%25") + "]" : host;
    }

    private static String withoutPassword(String whole) {
        return whole.replaceFirst("//.*@", "//…@");
    }

    private static String visible(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .limit(200)
                .forEach(
                        c -> {
                            boolean plain =
                                    Character.isDefined(c)
                                            && !Character.isISOControl(c)
                                            && Character.getType(c) != Character.FORMAT;
                            out.append(plain ? Character.toString(c) : "\u2423");
                        });
        return out.toString();
    }

    private static ProblemException refused(
            String shown, String cause, String remedy, Object... values) {
        return new ProblemException(
                Problem.of(
                        Problem.Kind.BAD_INPUT,
                        WORDS.get("uri.refused", visible(shown)),
                        WORDS.get(cause, values),
                        WORDS.get(remedy, values)));
    }
}
