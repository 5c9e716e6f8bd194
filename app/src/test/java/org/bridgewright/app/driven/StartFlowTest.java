// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.driven;

import javafx.scene.input.KeyCode;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The first minutes: no host yet, then the demo, or an address that is none.
@Tag("window")
class StartFlowTest {
    @RegisterExtension final Driven app = new Driven();

    @Test
    void withoutHostsAFriendlyPageLeadsToTheDemo() {
        app.start();
        app.see("See how your hosts are wired");
        app.click("welcome-demo");
        app.drawn(ElementId.guest(new HostId("caldera02"), "VM1"));
        app.drawn(ElementId.guest(new HostId("caldera03"), "VM1"));
        app.gone("welcome");
    }

    @Test
    void theFirstPageOpensAddHostWhichNamesAWrongAddressAndEscLeavesIt() {
        app.start();
        app.click("welcome-ssh");
        app.see("Add host");
        app.fill("add-address", "xen://host/");
        app.press(KeyCode.ENTER);
        app.until("it says what is wrong", () -> !app.words("add-wrong").isBlank());
        app.press(KeyCode.ESCAPE);
        app.gone("add-host");
        app.see("See how your hosts are wired");
    }

    @Test
    void keysOfViewsDoNoHarmWhileThereIsNoHost() {
        app.start();
        app.see("See how your hosts are wired");
        app.press(KeyCode.CONTROL, KeyCode.DIGIT2);
        app.press(KeyCode.CONTROL, KeyCode.DIGIT3);
        app.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        app.press(KeyCode.CONTROL, KeyCode.H);
        app.see("Nothing was changed here by Bridgewright yet.");
        app.press(KeyCode.ESCAPE);
        app.gone("history-dialog");
        app.see("See how your hosts are wired");
    }

    @Test
    void anUnreachableHostSaysSoWithWhatToDo() {
        app.start();
        app.click("welcome-ssh");
        app.fill("add-address", "qemu+ssh://nobody@127.0.0.1:1/system");
        app.click("add-connect");
        app.seeIn("add-host", "127.0.0.1");
        app.click("add-change");
        app.until("the address can be changed", () -> app.has("add-address"));
        app.press(KeyCode.ESCAPE);
        app.gone("add-host");
    }
}
