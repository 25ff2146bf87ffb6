package dev.klatch.architecture.planted.http;

import dev.klatch.architecture.planted.account.Account;

/** Breaks: the platform knows no feature. */
record PlatformSeesFeature(Account account) {}
