package dev.klatch.http;

/** A registered route: what the authorisation matrix and the API page list. */
public record Route(String method, String pattern, Access access, Handler handler) {}
