/**
 * Sends mail by SMTP or by Mailgun's interface. Knows no account and no chat. Invariant: text of
 * others cannot add a header or a recipient to a mail.
 */
@NullMarked
package dev.klatch.mail;

import org.jspecify.annotations.NullMarked;
