// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FxTaskRunnerTest {
    @Test
    void whatIsSavedIsWrittenInOrderAndToTheEnd() {
        FxTaskRunner tasks = new FxTaskRunner();
        List<Integer> written = new CopyOnWriteArrayList<>();
        CountDownLatch asked = new CountDownLatch(1);
        for (int i = 0; i < 50; i++) {
            int number = i;
            tasks.save(
                    () -> {
                        await(asked);
                        written.add(number);
                    });
        }
        asked.countDown();
        tasks.close();
        assertEquals(IntStream.range(0, 50).boxed().toList(), written);
        tasks.save(() -> written.add(99)); // too late, and no fault
        assertEquals(50, written.size());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("a write was interrupted", interrupted);
        }
    }
}
