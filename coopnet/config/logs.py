"""Structured logs: one line an event, no secrets, no personal words."""

import logging
import logging.config
import re
from typing import Any

import structlog

# Anything that could open a door: sign-in codes, tokens, keys, passwords, cookies.
_DOOR = "code|token|key|password|secret|cookie|session|authorization"
_SECRET_NAME = re.compile(_DOOR, re.IGNORECASE)
_SECRET_IN_TEXT = re.compile(rf"([\w.-]*(?:{_DOOR})[\w.-]*=)[^&\s\"']+", re.IGNORECASE)
_SECRET_IN_ADDRESS = re.compile(r"(://[^:/@\s]*:)[^@/\s]+@")
_HIDDEN = "(hidden)"


def _line(text: str) -> str:
    """The text on one line, without anything that a terminal obeys or that opens a door."""
    text = _SECRET_IN_ADDRESS.sub(rf"\1{_HIDDEN}@", _SECRET_IN_TEXT.sub(rf"\1{_HIDDEN}", text))
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _clean(name: str, value: Any) -> Any:
    if _SECRET_NAME.search(name) and not (name == "code" and isinstance(value, int) and 100 <= value < 600):
        return _HIDDEN  # the one code that may be seen is the status of an answer
    if isinstance(value, str):
        return _line(value)
    if isinstance(value, dict):
        return {_line(str(key)): _clean(str(key), part) for key, part in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_clean(name, part) for part in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return _line(str(value))


def hide_secrets(_logger: object, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Blank out values whose name or place says that they open a door, and keep every entry on one line."""
    internal = {name: value for name, value in event.items() if name.startswith("_")}  # structlog's own, never written
    return {name: _clean(name, value) for name, value in event.items() if name not in internal} | internal


def configure(options: dict[str, Any]) -> None:
    """Called by Django with settings.LOGGING: ``format`` is ``plain`` or ``json``; ``quiet`` for people's consoles."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.stdlib.PositionalArgumentsFormatter(),
        hide_secrets,
    ]
    if options.get("format") == "json":
        renderer: Any = structlog.processors.JSONRenderer()
    else:
        renderer = structlog.processors.LogfmtRenderer(bool_as_flag=False)
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["stderr"], "level": "WARNING"},
            "loggers": {
                "coopnet": {"level": "WARNING" if options.get("quiet") else "INFO"},
                "django_structlog": {"level": "ERROR" if options.get("quiet") else "WARNING"},
                "django.security": {"level": "ERROR"},
                "django.request": {"level": "ERROR"},  # refusals have their line already, without a trace
                "django_tasks": {"level": "WARNING"},
            },
        }
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
