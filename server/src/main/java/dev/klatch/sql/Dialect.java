package dev.klatch.sql;

/** SQL differences between the engines that stores have to know. */
public enum Dialect {
  SQLITE,
  POSTGRESQL
}
