package dev.klatch.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Jdbi;

/** The second engine, for installations that have outgrown one machine's file. */
public final class PostgresDatabase implements Database {
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  /**
   * Connects to {@code postgresql://user:password@host:port/database?options}.
   *
   * @throws DatabaseException when the address is malformed or the server cannot be reached
   */
  public PostgresDatabase(String url) {
    this.pool = new HikariDataSource(configure(url));
    this.jdbi = Jdbi.create(pool);
  }

  private static HikariConfig configure(String url) {
    HikariConfig config = new HikariConfig();
    try {
      URI uri = URI.create(url);
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      config.setJdbcUrl("jdbc:postgresql://" + uri.getHost() + port + uri.getPath() + query);
      String userInfo = uri.getRawUserInfo();
      if (userInfo != null) {
        int colon = userInfo.indexOf(':');
        config.setUsername(decode(colon < 0 ? userInfo : userInfo.substring(0, colon)));
        if (colon >= 0) {
          config.setPassword(decode(userInfo.substring(colon + 1)));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new DatabaseException(
          "DATABASE_URL is not an address of the form postgresql://user:password@host:5432/name.",
          null);
    }
    config.setMaximumPoolSize(16);
    config.setMinimumIdle(1);
    config.setPoolName("klatch");
    config.setConnectionTimeout(10_000);
    return config;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  HikariDataSource dataSource() {
    return pool;
  }

  @Override
  public <T> T read(Work<T> work) {
    return run(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    return run(work);
  }

  private <T> T run(Work<T> work) {
    try {
      return jdbi.<T, Exception>inTransaction(work::run);
    } catch (Exception e) {
      throw Failures.unchecked(e);
    }
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  public void close() {
    pool.close();
  }
}
