package dev.klatch.http;

/** Who may call a route. */
public enum Access {
  /** Anyone; a bearer token is not looked at. */
  PUBLIC,
  /** Anyone; a valid bearer token makes the caller known, an invalid one is ignored. */
  OPTIONAL,
  /** Signed-in users. */
  USER,
  /** Administrators. */
  ADMIN
}
