package io.unroll.report;

/** A name and what it says, for the page's lists. */
record Fact(String name, String value) {}
