"""Umid without a window: for scripts, for rescue, and for checking our arithmetic.

Results go to the standard output, as JSON with --json; everything else goes to the standard error, in
English. Every verb that opens a vault acts as the user it names.
"""

import argparse
import csv
import getpass
import io
import json
import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import audit, engine, files, slots, upgrade, vault
from db.access import Level, load
from db.base import Category
from db.clock import Clock
from db.instance import AlreadyOpen
from db.keyring import NotAHolder
from db.models import Arrival, Person
from db.queries import people as lists
from db.vault import Vault
from desktop import paths, settings
from desktop.demo.fill import DemoVault, make, place_of
from desktop.demo.fill_kept import as_json, kept
from desktop.errors import Refused
from desktop.exchange import manifest
from desktop.exchange.manifest_rows import ManifestReading, Problem
from desktop.exchange.manifest_to_service import expected
from desktop.i18n import TAGS, Language
from desktop.i18n import load as load_language
from desktop.programmes import programme, programme_tags
from desktop.resources import resource
from desktop.rules.codes import parse_code
from desktop.rules.identity_numbers import NumberCheck, check_number
from desktop.rules.partial_dates import parse
from desktop.services import arrivals
from desktop.services.desk import Desk
from desktop.vocabularies import vocabulary

DONE, REFUSED, USAGE, WRONG_PASSWORD, IN_USE, DAMAGED, BUG = 0, 1, 2, 3, 4, 5, 70
