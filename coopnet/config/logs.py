"""Structured logs: one line an event, no secrets, no personal words."""

import logging
import logging.config
import re
from typing import Any

import structlog

# Anything that could open a door: sign-in codes, tokens, keys, passwords, cookies.
_SECRET_NAMES = re.compile(r"code|token|key|password|secret|cookie|session|authorization", re.IGNORECASE)
_SECRET_IN_TEXT = re.compile(r"((?:code|token|key|password|secret)=)[^&\s\"']+", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


def hide_secrets(_logger: object, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Blank out values whose name or place says that they open a door, and keep every entry on one line."""
    for name, value in list(event.items()):
        if _SECRET_NAMES.search(name):
            event[name] = "(hidden)"
        elif isinstance(value, str):
            event[name] = _CONTROL.sub(" ", _SECRET_IN_TEXT.sub(r"\1(hidden)", value))
    return event


def configure(options: dict[str, Any]) -> None:
    """Called by Django with settings.LOGGING: ``format`` is ``plain`` or ``json``."""
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
                "coopnet": {"level": "INFO"},
                "django.security": {"level": "ERROR"},
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
