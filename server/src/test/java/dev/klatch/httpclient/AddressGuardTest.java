package dev.klatch.httpclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.httpclient.AddressGuard.BlockedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "10.0.0.5",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.254",
        "0.0.0.0",
        "192.0.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fdab::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::1",
        "2001:0:1::1",
        "2001:db8::1"
      })
  void internalAddressesAreSeen(String literal) throws UnknownHostException {
    assertTrue(AddressGuard.isInternal(address(literal)));
    assertThrows(
        UnknownHostException.class, () -> new AddressGuard(Set.of()).resolve(literal, 443));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "100.63.0.1",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.167.0.1",
        "198.20.0.1",
        "2606:4700::1111",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1"
      })
  void publicAddressesPass(String literal) throws UnknownHostException {
    assertFalse(AddressGuard.isInternal(address(literal)));
    assertEquals(1, new AddressGuard(Set.of()).resolve(literal, 443).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "2130706433"})
  void everyWayToWriteLoopbackIsBlocked(String host) {
    assertThrows(UnknownHostException.class, () -> new AddressGuard(Set.of()).resolve(host, 80));
  }

  @Test
  void theListAllowsOneHostAndPort() throws UnknownHostException {
    AddressGuard guard = new AddressGuard(Set.of("10.0.0.5:8089", "LocalHost:11434"));

    assertEquals(1, guard.resolve("10.0.0.5", 8089).size());
    assertFalse(guard.resolve("localhost", 11434).isEmpty());
    assertThrows(BlockedException.class, () -> guard.resolve("10.0.0.5", 80));
    assertThrows(BlockedException.class, () -> guard.resolve("localhost", 11435));
    assertThrows(BlockedException.class, () -> guard.resolve("10.0.0.5"));
  }

  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getAllByName(literal)[0];
  }
}
