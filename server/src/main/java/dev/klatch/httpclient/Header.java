package dev.klatch.httpclient;

/** One header line. */
public record Header(String name, String value) {
  public boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }

  /** Never shows the value, which may be a secret. */
  @Override
  public String toString() {
    return "Header[" + name + "]";
  }
}
