"""Jupyter's own tests of a kernel, with JUPYTER_PATH set to where it is installed; all of them but the pager's."""

import unittest

import jupyter_kernel_test


class ConformanceTests(jupyter_kernel_test.KernelTests):
    kernel_name = "gradshell"
    language_name = "java"
    file_extension = ".java"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    completion_samples = [
        {"text": "Math.ab", "matches": ["abs(", "absExact("]},
        {"text": "%timei", "matches": ["%timeit"]},
    ]
    complete_code_samples = ["1", "int a = 1;", "int f(int x) {\n    return x;\n}", "%who"]
    incomplete_code_samples = ["int f(int x) {", "f(1,", 'var s = """\ntext', "1 +"]
    invalid_code_samples = ["} {", '"abc']
    code_generate_error = 'throw new IllegalStateException("on purpose");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "gradient(x -> 3 * x * x, 5)", "result": "30.0"},
        {"code": "List.of(1, 2)", "result": "[1, 2]"},
        {"code": "ones(2, 2)", "mime": "text/html"},
    ]
    code_display_data = [
        {"code": 'display("shown");', "mime": "text/plain"},
        {"code": "display(ones(2, 2));", "mime": "text/html"},
        {
            "code": "display(new java.awt.image.BufferedImage(2, 2, java.awt.image.BufferedImage.TYPE_INT_RGB));",
            "mime": "image/png",
        },
    ]
    code_history_pattern = "6?*7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.abs"
    code_clear_output = "clearOutput();"


if __name__ == "__main__":
    unittest.main(verbosity=2)
