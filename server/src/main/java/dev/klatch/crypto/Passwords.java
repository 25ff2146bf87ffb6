package dev.klatch.crypto;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Password hashes: argon2id for new ones, bcrypt for those of an imported LibreChat database.
 *
 * <p>Hashing is slow on purpose. A semaphore, {@code password-hashing}, bounds how many run at once
 * so that a wave of sign-ins leaves processors to the running streams.
 */
public final class Passwords {
  // OWASP's password storage cheat sheet names 12 MiB, 3 passes, 1 lane among its equivalent
  // minima.
  private static final int MEMORY_KIB = 12_288;
  private static final int PASSES = 3;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  // Bounds on parameters read from a stored hash, so that a planted one cannot exhaust memory.
  private static final int MAX_MEMORY_KIB = 262_144;
  private static final int MAX_PASSES = 16;
  private static final Pattern ARGON2ID =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
  private static final Pattern BCRYPT =
      Pattern.compile("\\$2[abxy]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Semaphore hashing;
  private final String decoy;

  /**
   * @param parallelism how many hashes may be computed at once, at least 1
   */
  public Passwords(int parallelism) {
    this.hashing = new Semaphore(Math.max(1, parallelism), true);
    // Text of the right form is enough: nothing is to match it, and a start need not hash.
    this.decoy = format(new byte[SALT_BYTES], new byte[HASH_BYTES]);
  }

  /** Half of the machine's processors for hashing. */
  public static Passwords forThisMachine() {
    return new Passwords(Runtime.getRuntime().availableProcessors() / 2);
  }

  /** Hashes a password of any length; blocks while too many hashes are being computed. */
  public String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    byte[] hash = argon2id(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
    return format(salt, hash);
  }

  private static String format(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  /** Whether the password belongs to the hash; false too for a hash of an unknown form. */
  public boolean verify(String password, String hash) {
    Matcher argon2 = ARGON2ID.matcher(hash);
    if (argon2.matches()) {
      return verifyArgon2(password, argon2);
    }
    return BCRYPT.matcher(hash).matches() && verifyBcrypt(password, hash);
  }

  /**
   * Does the work of {@link #verify} for an account that does not exist, so that the time of a
   * refusal does not tell whether it does.
   */
  public void verifyNothing(String password) {
    verify(password, decoy);
  }

  /** Whether a hash is of an older kind than {@link #hash} makes. */
  public boolean isOutdated(String hash) {
    return !hash.startsWith("$argon2id$v=19$m=%d,t=%d,p=%d$".formatted(MEMORY_KIB, PASSES, LANES));
  }

  /** How many callers wait for their turn to hash. */
  public int waiting() {
    return hashing.getQueueLength();
  }

  private boolean verifyArgon2(String password, Matcher stored) {
    int memory = Integer.parseInt(stored.group(1));
    int passes = Integer.parseInt(stored.group(2));
    int lanes = Integer.parseInt(stored.group(3));
    if (memory > MAX_MEMORY_KIB || passes < 1 || passes > MAX_PASSES || lanes < 1) {
      return false;
    }
    byte[] salt;
    byte[] expected;
    try {
      salt = Base64.getDecoder().decode(stored.group(4));
      expected = Base64.getDecoder().decode(stored.group(5));
    } catch (IllegalArgumentException e) {
      return false;
    }
    byte[] actual = argon2id(password, salt, memory, passes, lanes, expected.length);
    return MessageDigest.isEqual(actual, expected);
  }

  private boolean verifyBcrypt(String password, String hash) {
    // bcryptjs cuts passwords at 72 bytes without a word; so must we, or long ones stop working.
    BCrypt.Verifyer verifyer =
        BCrypt.verifyer(
            BCrypt.Version.VERSION_2A, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2A));
    byte[] canonical = ("$2a" + hash.substring(3)).getBytes(StandardCharsets.US_ASCII);
    byte[] secret = password.getBytes(StandardCharsets.UTF_8);
    enter();
    try {
      return verifyer.verify(secret, canonical).verified;
    } finally {
      hashing.release();
    }
  }

  private byte[] argon2id(
      String password, byte[] salt, int memory, int passes, int lanes, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    byte[] hash = new byte[length];
    enter();
    try {
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(memory)
              .withIterations(passes)
              .withParallelism(lanes)
              .withSalt(salt)
              .build());
      generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
      return hash;
    } finally {
      hashing.release();
    }
  }

  private void enter() {
    try {
      hashing.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting to hash a password", e);
    }
  }
}
