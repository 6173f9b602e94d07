from . import click
