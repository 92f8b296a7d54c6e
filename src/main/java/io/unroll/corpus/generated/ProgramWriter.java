package io.unroll.corpus.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Writer of one random program, which computes its output while writing. */
final class ProgramWriter {
  /** Products stay below this, so that every intermediate result is exact in 64 bits. */
  static final long LARGEST_PRODUCT = 1_000_000_000_000_000L;

  private static final int OPERATIONS = 6;
  private static final int OPERATIONS_WITHOUT_VARIABLES = 4;

  /** An expression's text (in parentheses if it needs them as an operand) and its value. */
  private record Value(String text, long number) {}

  private final int length;
  private final SplittableRandom random;
  private final StringBuilder lines = new StringBuilder();
  private final List<Character> freeNames = new ArrayList<>();

  ProgramWriter(int length, SplittableRandom random) {
    this.length = length;
    this.random = random;
    for (char name = 'a'; name <= 'z'; name++) {
      if (name != 'x') { // x counts the loops
        freeNames.add(name);
      }
    }
  }

  /** Writes a program that combines {@code nesting} operations; returns what it prints. */
  long write(int nesting) {
    Value value = value(nesting);
    lines.append("print(").append(value.text).append(')');
    return value.number;
  }

  String program() {
    return lines.toString();
  }

  private Value value(int nesting) {
    if (nesting == 0) {
      return literal();
    }
    int choices = freeNames.isEmpty() ? OPERATIONS_WITHOUT_VARIABLES : OPERATIONS;
    return switch (random.nextInt(choices)) {
      case 0 -> sum(operands(2, nesting - 1), 1);
      case 1 -> sum(operands(2, nesting - 1), -1);
      case 2 -> product(value(nesting - 1));
      case 3 -> choice(operands(4, nesting - 1));
      case 4 -> assignment(nesting - 1);
      default -> loop(nesting - 1);
    };
  }

  private Value literal() {
    long number = random.nextLong(1, (long) Math.pow(10, length) + 1);
    return new Value(Long.toString(number), number);
  }

  /** Shares the remaining operations out among the operands at random. */
  private List<Value> operands(int count, int nesting) {
    int[] shares = new int[count];
    for (int i = 0; i < nesting; i++) {
      shares[random.nextInt(count)]++;
    }
    List<Value> operands = new ArrayList<>(count);
    for (int share : shares) {
      operands.add(value(share));
    }
    return operands;
  }

  private static Value sum(List<Value> operands, int sign) {
    Value left = operands.get(0);
    Value right = operands.get(1);
    long number = Math.addExact(left.number, Math.multiplyExact(right.number, sign));
    return new Value("(" + left.text + (sign > 0 ? '+' : '-') + right.text + ")", number);
  }

  private Value product(Value operand) {
    long factor = factor(operand.number);
    String text = random.nextBoolean() ? operand.text + "*" + factor : factor + "*" + operand.text;
    return new Value("(" + text + ")", Math.multiplyExact(operand.number, factor));
  }

  private Value choice(List<Value> operands) {
    boolean less = random.nextBoolean();
    Value left = operands.get(0);
    Value right = operands.get(1);
    boolean holds = less ? left.number < right.number : left.number > right.number;
    String condition = left.text + (less ? '<' : '>') + right.text;
    String text = operands.get(2).text + " if " + condition + " else " + operands.get(3).text;
    return new Value("(" + text + ")", operands.get(holds ? 2 : 3).number);
  }

  private Value assignment(int nesting) {
    char name = name();
    List<Value> operands = operands(2, nesting);
    assign(name, operands.get(0));
    Value variable = new Value(String.valueOf(name), operands.get(0).number);
    return sum(List.of(variable, operands.get(1)), sign());
  }

  private Value loop(int nesting) {
    char name = name();
    List<Value> operands = operands(2, nesting);
    Value step = operands.get(1);
    long turns = factor(step.number);
    int sign = sign();
    assign(name, operands.get(0));
    lines.append("for x in range(").append(turns).append("):\n  ").append(name);
    lines.append(sign > 0 ? "+=" : "-=").append(step.text).append('\n');
    long change = Math.multiplyExact(step.number, turns * sign);
    return new Value(String.valueOf(name), Math.addExact(operands.get(0).number, change));
  }

  private void assign(char name, Value value) {
    lines.append(name).append('=').append(value.text).append('\n');
  }

  private char name() {
    return freeNames.remove(random.nextInt(freeNames.size()));
  }

  private int sign() {
    return random.nextBoolean() ? 1 : -1;
  }

  private long factor(long operand) {
    long drawn = random.nextInt(1, 4 * length + 1);
    return Math.min(drawn, Math.max(1, LARGEST_PRODUCT / Math.max(1, Math.abs(operand))));
  }
}
