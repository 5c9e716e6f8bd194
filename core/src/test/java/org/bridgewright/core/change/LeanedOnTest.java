package org.bridgewright.core.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.kernel.KernelReader;
import org.bridgewright.core.kernel.RawOutput;
import org.bridgewright.core.kernel.RawOutputs;
import org.junit.jupiter.api.Test;

class LeanedOnTest {
    private static List<String> of(String... namesAndTexts) {
        Map<String, RawOutput> outputs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            byte[] text = namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
            outputs.put(namesAndTexts[i], RawOutput.of(namesAndTexts[i], 0, text, ""));
        }
        return LeanedOn.of(KernelReader.parse(new RawOutputs(outputs, Optional.empty(), true)))
                .stream()
                .map(s -> s.role().word() + " " + s.name())
                .toList();
    }

    @Test
    void nameServersAreFoundButNotTheHostItself() {
        assertEquals(
                List.of("name-server 192.0.2.53", "name-server fe80::1", "name-server 192.0.2.54"),
                of(
                        "etc-resolv.conf",
                        "search example.org\nnameserver 127.0.0.53\nnameserver 192.0.2.53\n#nameserver"
                                + " 192.0.2.1\nnameserver fe80::1%eth0\n",
                        "etc-resolv.conf.upstream",
                        "nameserver 192.0.2.54\n"));
    }

    @Test
    void storageServersAreFoundByNameAndByTheirAddress() {
        assertEquals(
                List.of(
                        "storage nas.example.org",
                        "storage 192.0.2.9",
                        "storage 2001:db8::7",
                        "storage files",
                        "storage 192.0.2.20",
                        "storage 192.0.2.21",
                        "storage 192.0.2.30"),
                of(
                        "etc-mtab",
                        "nas.example.org:/export /srv nfs4 addr=192.0.2.9\n[2001:db8::7]:/x /x nfs\n",
                        "etc-fstab",
                        "//files/share /mnt cifs\n192.0.2.20:6789,192.0.2.21:6789:/ /c ceph\n/dev/sda1 / ext4\n",
                        "iscsi-servers.txt",
                        "192.0.2.30\n"));
    }

    @Test
    void directoryServersAreFound() {
        assertEquals(
                List.of(
                        "directory ldap1.example.org",
                        "directory 192.0.2.40",
                        "directory kdc.example.org",
                        "directory ldap2"),
                of(
                        "etc-sssd%2Fsssd.conf",
                        "ldap_uri = ldap://ldap1.example.org:389, ldaps://192.0.2.40\nad_server = _srv_\n",
                        "etc-krb5.conf",
                        "  kdc = kdc.example.org:88\n",
                        "etc-nslcd.conf",
                        "uri ldap://ldap2/\n"));
    }
}
