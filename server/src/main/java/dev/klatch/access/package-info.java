/**
 * Roles and what they permit, groups, and grants on single things. Every feature above asks {@link
 * dev.klatch.access.Policy}. Invariant: a wrong or missing setting never gives a role more than its
 * default, and a thing without a grant exists for nobody.
 */
@NullMarked
package dev.klatch.access;

import org.jspecify.annotations.NullMarked;
