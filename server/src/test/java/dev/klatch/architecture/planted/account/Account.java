package dev.klatch.architecture.planted.account;

/** What planted classes use. */
public final class Account {}
