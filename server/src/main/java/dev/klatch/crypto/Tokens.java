package dev.klatch.crypto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Web Tokens signed with HMAC-SHA-256 under one secret. Safe for any number of threads. */
public final class Tokens {
  private static final int MAX_LENGTH = 8_192;
  private static final int MIN_KEY_BYTES = 32;

  private final MACSigner signer;
  private final MACVerifier verifier;
  private final Clock clock;

  /**
   * @param secret any text, not empty; its UTF-8 bytes are the key, as in other implementations
   */
  public Tokens(String secret, Clock clock) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    if (key.length == 0) {
      throw new IllegalArgumentException("the token secret is empty");
    }
    // HMAC pads a short key with zero bytes by itself, so padding it to the length the library asks
    // for changes no signature and keeps the short secrets of existing installations working.
    byte[] padded = key.length < MIN_KEY_BYTES ? Arrays.copyOf(key, MIN_KEY_BYTES) : key;
    try {
      this.signer = new MACSigner(padded);
      this.verifier = new MACVerifier(padded);
    } catch (JOSEException e) {
      throw new IllegalStateException("HS256 is not available", e);
    }
    this.clock = clock;
  }

  /** What a token turned out to be. */
  public enum State {
    VALID,
    /** Genuine, but its time is over. */
    EXPIRED,
    /** Malformed, forged, or signed with another secret or algorithm. */
    INVALID
  }

  /**
   * The outcome of a check.
   *
   * @param claims empty unless the token is genuine
   */
  public record Checked(State state, Map<String, Object> claims) {
    private static final Checked INVALID = new Checked(State.INVALID, Map.of());

    /** Text of a claim, or null when the token is not valid or the claim is absent or not text. */
    public @Nullable String text(String claim) {
      return state == State.VALID && claims.get(claim) instanceof String text ? text : null;
    }
  }

  /**
   * Signs claims. The same input gives the same token.
   *
   * @param issuedAt claim {@code iat}, cut to seconds
   * @param expiresAt claim {@code exp}, cut to seconds
   */
  public String sign(Map<String, String> claims, Instant issuedAt, Instant expiresAt) {
    JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder();
    claims.forEach(builder::claim);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build(),
            builder.issueTime(Date.from(issuedAt)).expirationTime(Date.from(expiresAt)).build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("signing a token failed", e);
    }
    return token.serialize();
  }

  /** Checks signature, algorithm and expiry. Never throws, whatever the text. */
  public Checked check(String token) {
    if (token.length() > MAX_LENGTH) {
      return Checked.INVALID;
    }
    try {
      SignedJWT parsed = SignedJWT.parse(token);
      if (!JWSAlgorithm.HS256.equals(parsed.getHeader().getAlgorithm())
          || !parsed.verify(verifier)) {
        return Checked.INVALID;
      }
      JWTClaimsSet claims = parsed.getJWTClaimsSet();
      Date expiry = claims.getExpirationTime();
      if (expiry == null) {
        return Checked.INVALID;
      }
      State state = clock.instant().isBefore(expiry.toInstant()) ? State.VALID : State.EXPIRED;
      return new Checked(state, claims.getClaims());
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Checked.INVALID;
    }
  }
}
