package org.bridgewright.core.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.Vnic;
import org.junit.jupiter.api.Test;

class InterfaceXmlTest {
    private static final String LIVE =
            """
            <interface type='network'>
                  <mac address='52:54:00:02:01:01'/>
                  <source network='default' portid='fdb61942' bridge='virbr0'/>
                  <target dev='vnet0'/>
                  <model type='virtio'/>
                  <alias name='net0'/>
                  <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
                </interface>""";
    private static final String CONFIG =
            """
            <interface type='network'>
                  <mac address='52:54:00:02:01:01'/>
                  <source network='default'/>
                  <model type='virtio'/>
                  <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
                </interface>""";
    private static final String LIVE_ON_BRIDGE_NETWORK =
            LIVE.replace("type='network'", "type='bridge'").replace("'default'", "'lan'");

    private static Vnic.Source network(String name) {
        return new Vnic.Source.Network(name, Optional.empty(), Optional.empty());
    }

    @Test
    void movesToANetworkByChangingTheSourceOnly() {
        assertEquals(
                LIVE.replace(
                        "<source network='default' portid='fdb61942' bridge='virbr0'/>",
                        "<source network='router'/>"),
                InterfaceXml.of(LIVE).source(network("router")).text());
    }

    @Test
    void movesToABridgeAndBack() {
        String onBridge = InterfaceXml.of(CONFIG).source(new Vnic.Source.Bridge("br0")).text();
        assertEquals(
                CONFIG.replace("type='network'", "type='bridge'")
                        .replace("<source network='default'/>", "<source bridge='br0'/>"),
                onBridge);
        assertEquals(CONFIG, InterfaceXml.of(onBridge).source(network("default")).text());
    }

    @Test
    void pullsAndPlugsTheCable() {
        String down = InterfaceXml.of(CONFIG).link(false).text();
        assertEquals(
                CONFIG.replace(
                        "<model type='virtio'/>\n",
                        "<model type='virtio'/>\n      <link state='down'/>\n"),
                down);
        assertEquals(down.replace("down", "up"), InterfaceXml.of(down).link(true).text());
        assertEquals(CONFIG, InterfaceXml.of(CONFIG).link(true).text());
    }

    @Test
    void putsALiveFormOfABridgeNetworkBackIntoANetworksForm() {
        String down = InterfaceXml.of(LIVE_ON_BRIDGE_NETWORK).link(false).text();
        assertEquals(
                LIVE.replace(
                                "<source network='default' portid='fdb61942' bridge='virbr0'/>",
                                "<source network='lan'/>")
                        .replace(
                                "<model type='virtio'/>\n",
                                "<model type='virtio'/>\n      <link state='down'/>\n"),
                down);
    }

    @Test
    void setsAVlanAndLeavesOut() {
        String tagged = InterfaceXml.of(CONFIG).source(network("ovs")).vlan(42).text();
        assertEquals(
                CONFIG.replace("default", "ovs")
                        .replace(
                                "function='0x0'/>\n",
                                "function='0x0'/>\n      <vlan><tag id='42'/></vlan>\n"),
                tagged);
        assertEquals(tagged.replace("42", "7"), InterfaceXml.of(tagged).vlan(7).text());
        assertEquals(
                CONFIG.replace("default", "ovs"), InterfaceXml.of(tagged).without("vlan").text());
    }

    @Test
    void takesLivePartsOutForAConfig() {
        assertEquals(CONFIG, InterfaceXml.of(LIVE).withoutLiveParts().text());
        String named = LIVE.replace("net0", "ua-front").replace("vnet0", "front0");
        assertEquals(
                named.replace(" portid='fdb61942' bridge='virbr0'", ""),
                InterfaceXml.of(named).withoutLiveParts().text());
    }

    @Test
    void knowsWhatALiveInterfaceInheritsFromItsNetwork() {
        String live = LIVE.replace("<model", "<vlan><tag id='1'/></vlan><model");
        assertEquals(Set.of("vlan"), InterfaceXml.inherited(live, Optional.of(CONFIG)));
        assertEquals(Set.of(), InterfaceXml.inherited(live, Optional.of(live)));
        assertEquals(Set.of(), InterfaceXml.inherited(live, Optional.empty()));
    }

    @Test
    void fingerprintIsTheSameForFormsOfOneWiring() {
        String config = InterfaceXml.fingerprint(CONFIG);
        assertEquals(config, InterfaceXml.fingerprint(LIVE));
        assertEquals(
                config,
                InterfaceXml.fingerprint(
                        "<interface type='network'><link state='up'/><model type='virtio'/><source network='default'/>"
                                + "<address function='0x0' slot='0x00' bus='0x01' domain='0x0000' type='pci'/>"
                                + "<mac address=\"52:54:00:02:01:01\"></mac></interface>"));
        assertEquals(
                InterfaceXml.fingerprint(CONFIG.replace("default", "lan")),
                InterfaceXml.fingerprint(LIVE_ON_BRIDGE_NETWORK));
    }

    @Test
    void fingerprintDiffersWhenTheWiringDoes() {
        String config = InterfaceXml.fingerprint(CONFIG);
        assertNotEquals(config, InterfaceXml.fingerprint(CONFIG.replace("default", "router")));
        assertNotEquals(
                config, InterfaceXml.fingerprint(InterfaceXml.of(CONFIG).link(false).text()));
        assertNotEquals(
                config,
                InterfaceXml.fingerprint(
                        CONFIG.replace("<model", "<filterref filter='clean-traffic'/><model")));
        assertNotEquals(config, InterfaceXml.fingerprint(LIVE.replace("net0", "ua-x")));
    }

    @Test
    void refusesWhatIsNoInterface() {
        assertThrows(ProblemException.class, () -> InterfaceXml.of("<disk/>"));
        assertThrows(ProblemException.class, () -> InterfaceXml.of("<interface"));
        assertThrows(
                IllegalArgumentException.class,
                () -> InterfaceXml.of(CONFIG).source(new Vnic.Source.HostDevice("0000:03:10.1")));
    }
}
