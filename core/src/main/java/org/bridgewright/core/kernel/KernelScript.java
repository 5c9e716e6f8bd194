package org.bridgewright.core.kernel;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.ssh.RemoteScript;
import org.bridgewright.core.ssh.Word;

/// The one script that reads a host's kernel, `kernel.sh`, in its several uses. Its output is cut into parts by
/// [KernelReader#split]; the stream's by [MonitorParser]. Every use takes the mark that frames its parts: make a new one
/// for each ([#newMark]), so that nothing a host prints can pass for a frame.
public final class KernelScript {
    private static final SecureRandom RANDOM = new SecureRandom();

    private KernelScript() {}

    public static String newMark() {
        byte[] octets = new byte[12];
        RANDOM.nextBytes(octets);
        return "bw" + HexFormat.of().formatHex(octets);
    }

    /// Everything of `scope` in one go.
    public static RemoteScript read(String mark, ReadScope scope) {
        return script(mark, scope == ReadScope.PICTURE ? "picture" : "full", List.of());
    }

    /// What [ReadScope#FULL] has beyond [ReadScope#PICTURE]: firewall and owner's files.
    public static RemoteScript rest(String mark) {
        return script(mark, "rest", List.of());
    }

    /// The named links alone: state, addresses, counters. Names come from [org.bridgewright.core.model.Link]s that are
    /// actable.
    public static RemoteScript links(String mark, List<String> names) {
        return script(mark, "links", names);
    }

    /// Who listens on UDP ports.
    public static RemoteScript listeners(String mark) {
        return script(mark, "listeners", List.of());
    }

    /// Links with the virtual functions of SR-IOV NICs.
    public static RemoteScript functions(String mark) {
        return script(mark, "functions", List.of());
    }

    /// The long-lived one: tells changes, and answers [#command]s on its standard input until that ends.
    public static RemoteScript monitor(String mark) {
        return script(mark, "monitor", List.of());
    }

    /// What a running [#monitor] can be asked.
    public enum Ask {
        /// All of [ReadScope#PICTURE].
        PICTURE,
        /// All of [ReadScope#FULL].
        FULL,
        /// What FULL has beyond PICTURE.
        REST,
        /// The forwarding tables with all that is known of them: dear on hosts with many stations.
        FDB,
        /// The bridges' stations, when one came, went or moved since the last time; a tenth of the cost of [#FDB], so this is
        /// for each minute. Lay the answer over the last outputs ([RawOutputs#with]) and parse again.
        STATIONS,
        /// The parts that changed since the last time; the first time, all: a net under the monitor, for each few minutes,
        /// and for when it lost something. Lay the answer over the last outputs, as with [#STATIONS].
        SYNC,
        /// The named links.
        LINKS,
        /// Counters of the named links, without starting any process: for each few seconds.
        COUNTERS
    }

    /// A line for the running monitor; `number` comes back with the answer.
    public static Word[] command(Ask ask, int number, List<String> names) {
        List<Word> words = new ArrayList<>();
        words.add(Word.of(ask.name().toLowerCase(java.util.Locale.ROOT)));
        words.add(Word.of(number));
        names.forEach(name -> words.add(Word.name(name)));
        return words.toArray(Word[]::new);
    }

    private static RemoteScript script(String mark, String what, List<String> names) {
        List<Word> words = new ArrayList<>();
        words.add(Word.of(mark));
        words.add(Word.of(what));
        names.forEach(name -> words.add(Word.name(name)));
        return RemoteScript.resource(KernelScript.class, "kernel.sh", words);
    }

    /// The script's own text, for the page that shows what is run on a host.
    public static String text() {
        return script("MARK", "picture", List.of()).text();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
