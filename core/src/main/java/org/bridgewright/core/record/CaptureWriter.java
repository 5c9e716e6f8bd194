package org.bridgewright.core.record;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bridgewright.core.kernel.OwnerFiles;
import org.bridgewright.core.kernel.RawOutput;
import org.bridgewright.core.kernel.RawOutputs;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.Problem.Kind;
import org.bridgewright.core.model.ProblemException;

/// Writes captures of version 1: what the kernel's commands printed, as they printed it, and what libvirt's API answered,
/// in `virsh`'s form. Known secrets are left out.
///
/// The format is in `docs/capture-format.md`.
public final class CaptureWriter {
    private CaptureWriter() {}

    /// The files of one host's capture, by name.
    ///
    /// @param host what is written of libvirt, and when it was read
    /// @param kernel the raw outputs behind its kernel part
    public static Map<String, byte[]> files(HostSnapshot host, RawOutputs kernel) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        StringBuilder index = new StringBuilder();
        for (RawOutput output : kernel.byName().values()) {
            if (isKernels(output.name())) {
                add(files, index, clean(output), KernelCommands.of(output.name()));
            }
        }
        for (VirshForm.Output output : VirshForm.of(host.libvirt(), host.kernel())) {
            add(files, index, output.raw(), output.command());
        }
        files.put(CaptureFiles.COMMANDS, CaptureFiles.utf8(index.toString()));
        files.put(
                CaptureFiles.HEADER,
                CaptureFiles.utf8(
                        CaptureFiles.FORMAT
                                + " "
                                + CaptureFiles.VERSION
                                + "\n"
                                + host.uri()
                                + "\n"
                                + host.readAt()
                                        .map(
                                                at ->
                                                        at.truncatedTo(
                                                                        java.time.temporal
                                                                                .ChronoUnit.SECONDS)
                                                                .toString())
                                        .orElse("")
                                + "\n+0000\n"));
        return files;
    }

    /// What stands in `virsh`'s form is written anew from the snapshot, also when the outputs come from a capture.
    private static boolean isKernels(String name) {
        for (String prefix :
                new String[] {
                    "version.txt",
                    "capabilities.xml",
                    "net-",
                    "list.txt",
                    "dumpxml-",
                    "dominfo-",
                    "domif",
                    "domstats-",
                    "iface-list",
                    "nodedev-"
                }) {
            if (name.startsWith(prefix)) {
                return false;
            }
        }
        return true;
    }

    private static RawOutput clean(RawOutput output) {
        if (!output.name().startsWith(OwnerFiles.PREFIX)) {
            return output;
        }
        return RawOutput.of(
                output.name(),
                output.exitStatus(),
                CaptureFiles.utf8(OwnerFiles.withoutSecrets(output.text())),
                output.stderr());
    }

    private static void add(
            Map<String, byte[]> files, StringBuilder index, RawOutput output, String command) {
        files.put(output.name(), output.stdout().octets());
        if (!output.stderr().isEmpty()) {
            files.put(output.name() + ".stderr", CaptureFiles.utf8(output.stderr() + "\n"));
        }
        index.append(output.exitStatus())
                .append(' ')
                .append(output.name())
                .append(' ')
                .append(command)
                .append('\n');
    }

    /// Writes the hosts into one file (a zip) or, where `target` has no `.bwcap` at its end, a new folder. One host's files
    /// stand at the top, several in a folder each.
    ///
    /// @param hosts the files of each, by the host's id
    /// @throws ProblemException with `BAD_INPUT` when it cannot be written, or a folder is there already
    public static void write(Path target, Map<String, Map<String, byte[]>> hosts) {
        try {
            if (target.toString().endsWith(".bwcap")) {
                writeZip(target, hosts);
            } else {
                writeFolder(target, hosts);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ProblemException(
                    Problem.of(
                                    Kind.BAD_INPUT,
                                    Captures.WORDS.get("write.summary", target),
                                    String.valueOf(e.getMessage()),
                                    Captures.WORDS.get("write.remedy"))
                            .withOriginal(target.toString(), e.toString()),
                    e);
        }
    }

    private static String path(Map<String, ?> hosts, String host, String file) {
        return hosts.size() == 1 ? file : OwnerFiles.encode(host) + "/" + file;
    }

    /// Written beside its place and moved there whole: no half capture is left behind.
    private static void writeZip(Path target, Map<String, Map<String, byte[]>> hosts)
            throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Path part =
                Files.createTempFile(
                        folder == null ? Path.of(".") : folder,
                        "capture",
                        ".part",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            try (OutputStream out = Files.newOutputStream(part);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, Map<String, byte[]>> host : hosts.entrySet()) {
                    for (Map.Entry<String, byte[]> file : host.getValue().entrySet()) {
                        zip.putNextEntry(new ZipEntry(path(hosts, host.getKey(), file.getKey())));
                        zip.write(file.getValue());
                    }
                }
            }
            Files.move(
                    part,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void writeFolder(Path target, Map<String, Map<String, byte[]>> hosts)
            throws IOException {
        Files.createDirectory(
                target,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (Map.Entry<String, Map<String, byte[]>> host : hosts.entrySet()) {
            for (Map.Entry<String, byte[]> file : host.getValue().entrySet()) {
                Path to = target.resolve(path(hosts, host.getKey(), file.getKey()));
                Files.createDirectories(to.getParent());
                Files.write(to, file.getValue());
            }
        }
    }
}
