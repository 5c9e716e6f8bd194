package org.bridgewright.core.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.GuestState;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.words.Words;
import org.bridgewright.core.xml.XmlDocument;
import org.bridgewright.core.xml.XmlElement;

/// Reads `<domain>`: libvirt's definition of a guest.
public final class DomainXml {
    private static final Words WORDS = Words.of(DomainXml.class);

    /// Tools that keep a guest's definition and put it back, by the name space that they leave in `<metadata>`.
    private static final Map<String, String> MANAGERS =
            Map.of(
                    "http://openstack.org/xmlns/libvirt/nova/", "OpenStack",
                    "http://ovirt.org/vm/", "oVirt",
                    "http://kubevirt.io", "KubeVirt",
                    "http://opennebula.org/xmlns/libvirt/", "OpenNebula");

    /// What libvirt's lists say of a guest, beside its XML.
    ///
    /// @param stateWord `virsh domstate`'s word
    public record Listing(
            String name,
            Optional<String> uuid,
            String stateWord,
            boolean persistent,
            boolean autostart,
            boolean managedSave) {}

    /// What one definition says.
    ///
    /// @param running whether it has an id, as live definitions have
    /// @param managedBy the tool that made it and keeps it
    public record Definition(
            String name,
            Optional<String> uuid,
            boolean running,
            Optional<Long> memoryKib,
            Optional<Integer> vcpus,
            List<Vnic> vnics,
            Optional<String> managedBy,
            boolean agentConnected) {
        public Definition {
            vnics = List.copyOf(vnics);
        }
    }

    private DomainXml() {}

    /// Reads one definition; `what` names it for people, as a sentence's beginning.
    ///
    /// @throws ProblemException when it is no domain definition
    public static Definition read(String xml, String what) {
        XmlDocument document = XmlDocument.parse(xml, what);
        // A status file of the QEMU driver wraps the live definition.
        XmlElement domain =
                document.root().name().equals("domstatus")
                        ? document.root().child("domain").orElse(document.root())
                        : document.root();
        if (!domain.name().equals("domain")) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.BAD_ANSWER,
                            WORDS.get("wrong.root.summary", what),
                            WORDS.get("wrong.root.cause", "domain", domain.name()),
                            WORDS.get("wrong.root.remedy")));
        }
        List<Vnic> vnics = new ArrayList<>();
        for (XmlElement element :
                domain.child("devices").map(d -> d.children("interface")).orElse(List.of())) {
            vnics.add(VnicXml.read(document, element, vnics.size() + 1));
        }
        return new Definition(
                domain.childText("name").orElse(""),
                domain.childText("uuid"),
                domain.attribute("id").isPresent(),
                domain.child("memory").flatMap(XmlValues::kib),
                domain.child("vcpu").flatMap(DomainXml::vcpus),
                vnics,
                managedBy(domain),
                agentConnected(domain));
    }

    /// Puts a guest together. Bad XML makes it `unreadable`, and throws nothing.
    ///
    /// @param liveXml empty when the guest is off, or where it could not be read
    /// @param configXml empty for a transient guest, or where it could not be read
    public static Guest guest(
            Listing listing, Optional<String> liveXml, Optional<String> configXml) {
        try {
            Optional<Definition> live =
                    liveXml.map(xml -> read(xml, WORDS.get("domain.live.what", listing.name())));
            // Of a guest that is off, libvirt gives the same text for both; no need to read it
            // twice.
            Optional<Definition> config =
                    configXml.equals(liveXml)
                            ? live
                            : configXml.map(
                                    xml ->
                                            read(
                                                    xml,
                                                    WORDS.get(
                                                            "domain.config.what", listing.name())));
            return guest(listing, liveXml, live, configXml, config);
        } catch (ProblemException badXml) {
            return unreadable(listing, badXml.problem());
        }
    }

    /// The same from definitions that were read before.
    static Guest guest(
            Listing listing,
            Optional<String> liveXml,
            Optional<Definition> live,
            Optional<String> configXml,
            Optional<Definition> config) {
        Optional<Definition> any = live.or(() -> config);
        return new Guest(
                listing.name(),
                listing.uuid().or(() -> any.flatMap(Definition::uuid)),
                GuestState.ofWord(listing.stateWord()),
                listing.stateWord(),
                listing.persistent(),
                listing.autostart(),
                listing.managedSave(),
                any.flatMap(Definition::memoryKib),
                any.flatMap(Definition::vcpus),
                live.map(Definition::vnics).orElse(List.of()),
                config.map(Definition::vnics).orElse(List.of()),
                any.flatMap(Definition::managedBy).or(() -> config.flatMap(Definition::managedBy)),
                live.map(Definition::agentConnected).orElse(false),
                liveXml,
                configXml,
                Optional.empty());
    }

    /// A guest whose XML could not be had, or not be read: shown with its name and the reason.
    public static Guest unreadable(Listing listing, Problem why) {
        return new Guest(
                listing.name(),
                listing.uuid(),
                GuestState.ofWord(listing.stateWord()),
                listing.stateWord(),
                listing.persistent(),
                listing.autostart(),
                listing.managedSave(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(why));
    }

    private static Optional<Integer> vcpus(XmlElement vcpu) {
        return vcpu.attribute("current")
                .flatMap(XmlValues::number)
                .or(() -> XmlValues.number(vcpu.text()));
    }

    private static Optional<String> managedBy(XmlElement domain) {
        for (XmlElement entry :
                domain.child("metadata").map(XmlElement::children).orElse(List.of())) {
            for (Map.Entry<String, String> manager : MANAGERS.entrySet()) {
                if (entry.namespace().startsWith(manager.getKey())) {
                    return Optional.of(manager.getValue());
                }
            }
        }
        // vagrant-libvirt leaves no metadata, but says in the description which Vagrantfile it came
        // from.
        return domain.childText("description")
                .filter(d -> d.startsWith("Source: ") && d.endsWith("Vagrantfile"))
                .map(d -> "Vagrant");
    }

    private static boolean agentConnected(XmlElement domain) {
        return domain.child("devices").map(d -> d.children("channel")).orElse(List.of()).stream()
                .flatMap(channel -> channel.children("target").stream())
                .anyMatch(
                        target ->
                                target.attribute("name")
                                                .filter("org.qemu.guest_agent.0"::equals)
                                                .isPresent()
                                        && target.attribute("state")
                                                .filter("connected"::equals)
                                                .isPresent());
    }
}
