package dev.klatch.architecture.planted.billing;

/** Breaks: every package has a floor. */
final class InUnknownPackage {}
