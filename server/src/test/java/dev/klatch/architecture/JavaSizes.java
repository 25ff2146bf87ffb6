package dev.klatch.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Measures methods of Java sources with the compiler's own parser. */
final class JavaSizes {
  private JavaSizes() {}

  /**
   * @param lines from the first line of the declaration (annotations included) to the closing brace
   */
  record Method(String name, long lines) {}

  static List<Method> methods(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask)
            compiler.getTask(
                null, null, diagnostic -> {}, List.of("-proc:none"), null, List.of(unit(source)));
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    List<Method> methods = new ArrayList<>();
    try {
      for (CompilationUnitTree tree : task.parse()) {
        new Collector(tree, positions, methods).scan(tree, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return methods;
  }

  private static JavaFileObject unit(String source) {
    return new SimpleJavaFileObject(
        URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  private static final class Collector extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree tree;
    private final SourcePositions positions;
    private final List<Method> methods;

    Collector(CompilationUnitTree tree, SourcePositions positions, List<Method> methods) {
      this.tree = tree;
      this.positions = positions;
      this.methods = methods;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      long start = positions.getStartPosition(tree, method);
      long end = positions.getEndPosition(tree, method);
      if (start >= 0 && end >= 0) {
        LineMap lines = tree.getLineMap();
        long length = lines.getLineNumber(end) - lines.getLineNumber(start) + 1;
        methods.add(new Method(method.getName().toString(), length));
      }
      return super.visitMethod(method, null);
    }
  }
}
