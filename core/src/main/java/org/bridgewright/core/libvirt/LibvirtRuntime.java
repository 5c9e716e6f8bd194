package org.bridgewright.core.libvirt;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Optional;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The library in this process: loaded when first needed, with one event loop that runs as long as the process.
///
/// Any thread may call; the work is done once. Loading takes up to two seconds on a slow disk, so the window calls
/// [#warmUp] in the background.
public final class LibvirtRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(LibvirtRuntime.class);
    private static final Words WORDS = Words.of(LibvirtRuntime.class);

    private static @Nullable Optional<Problem> loaded;

    private LibvirtRuntime() {}

    /// Loads the library in the background.
    public static void warmUp() {
        Thread.ofPlatform().daemon().name("libvirt warm-up").start(LibvirtRuntime::load);
    }

    /// Why libvirt cannot be used in this process; empty when it can. Loads it when that has not been done.
    public static Optional<Problem> missing() {
        return load();
    }

    static void require() {
        load().ifPresent(
                        problem -> {
                            throw new ProblemException(problem);
                        });
    }

    private static synchronized Optional<Problem> load() {
        if (loaded == null) {
            loaded = tryLoad();
        }
        return loaded;
    }

    private static Optional<Problem> tryLoad() {
        try {
            // libvirt prints every error to the error stream unless it has a handler. This function
            // of its own does
            // nothing but look, and needs no way back into Java.
            LibvirtApi.virSetErrorFunc(
                    null,
                    NativeLibrary.getInstance(LibvirtApi.LIBRARY).getFunction("virGetLastError"));
            if (LibvirtApi.virEventRegisterDefaultImpl() < 0) {
                return Optional.of(unusable(LibvirtError.last().message()));
            }
            Thread.ofPlatform().daemon().name("libvirt events").start(LibvirtRuntime::eventLoop);
            return Optional.empty();
        } catch (UnsatisfiedLinkError | NoClassDefFoundError notThere) {
            LOG.info("libvirt cannot be loaded: {}", notThere.getMessage());
            return Optional.of(unusable(String.valueOf(notThere.getMessage())));
        }
    }

    private static Problem unusable(String original) {
        return Problem.of(
                        Problem.Kind.TOOL_MISSING,
                        WORDS.get("library.missing.summary"),
                        WORDS.get("library.missing.cause", LibvirtApi.LIBRARY),
                        WORDS.get("library.missing.remedy"))
                .withOriginal("JNA " + Native.VERSION, original);
    }

    /// Blocks in libvirt until something happens on one of its sockets; runs callbacks on this thread.
    private static void eventLoop() {
        int failures = 0;
        while (failures < 100) {
            if (LibvirtApi.virEventRunDefaultImpl() < 0) {
                failures++;
                LOG.warn("libvirt's event loop: {}", LibvirtError.last().message());
            } else {
                failures = 0;
            }
        }
        LOG.error("libvirt's event loop fails again and again; its events will not be seen");
    }

    /// Frees memory that libvirt allocated for its caller.
    static void free(@Nullable Pointer memory) {
        if (memory != null) {
            Native.free(Pointer.nativeValue(memory));
        }
    }

    /// The text that a call returned, freed; `what` threw when there is none.
    static String takeText(@Nullable Pointer text) throws LibvirtError.Failed {
        Pointer present = LibvirtError.check(text);
        try {
            return present.getString(0, "UTF-8");
        } finally {
            free(present);
        }
    }
}
