package dev.klatch.access;

/** What can be done with a shared thing, as bits of one number. */
public final class Rights {
  public static final int VIEW = 1;
  public static final int EDIT = 2;
  public static final int DELETE = 4;
  public static final int SHARE = 8;
  public static final int ALL = VIEW | EDIT | DELETE | SHARE;

  private Rights() {}
}
