package org.bridgewright.core.change;

import java.time.Duration;

/// Waiting, apart from the work, so that tests need not wait.
interface Timing {
    /// Nanoseconds that only go forward.
    long nanos();

    /// Returns after `time`; at once when the thread is interrupted, which stays so.
    void pause(Duration time);

    Timing REAL =
            new Timing() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public void pause(Duration time) {
                    if (time.isZero()) {
                        return;
                    }
                    try {
                        Thread.sleep(time);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
}
