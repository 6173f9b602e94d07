"""Rules about the tree itself: one file a rule, without Odoo, each proved on a bad example.

A rule's file has one function `violations(tree)` that returns sentences, and two tests: the tree
keeps the rule, and a small tree that breaks it is found out. There are no exceptions to list: a
rule that must be broken is a wrong rule.
"""
