"""RabbitMQ, through FastStream: a fanout exchange, and a queue for each process that ends with it."""

import asyncio
import contextlib
import logging
import ssl
import traceback
from collections.abc import Callable
from uuid import uuid4

from aio_pika import RobustConnection
from aiormq.exceptions import AMQPError, AuthenticationError, ProbableAuthenticationError
from faststream import AckPolicy
from faststream.exceptions import FastStreamException
from faststream.rabbit import ExchangeType, RabbitBroker, RabbitExchange, RabbitMessage, RabbitQueue
from faststream.rabbit.schemas.queue import ClassicQueueArgs
from yarl import URL

from events.errors import BrokerUnavailable

EXCHANGE = "shopkeeper.events"
#: A message that no process took by then is of no use to it: shoppers' next answers were long given.
MESSAGE_SECONDS = 300
#: Of a process that does not keep up; beyond, the oldest are dropped.
MAX_MESSAGES, MAX_BYTES = 10_000, 64_000_000
CONNECT_SECONDS, PUBLISH_SECONDS, CLOSE_SECONDS = 5.0, 5.0, 1.0
#: A connection that is silent for twice as long is lost.
HEARTBEAT_SECONDS = 10
#: The client tells of some in a group, and of a connection that is lost meanwhile by a plain RuntimeError.
_FAULTS = (AMQPError, FastStreamException, OSError, RuntimeError, ExceptionGroup)
_PORTS = {"amqp": 5672, "amqps": 5671}

for _client in ("aio_pika", "aiormq"):  # what goes wrong is said once, by whoever asked
    logging.getLogger(_client).setLevel(logging.CRITICAL)


class RabbitFanout:
    """The exchange `shopkeeper.events` of a RabbitMQ server; an `events.broadcast.Exchange`.

    Nothing is written to the broker's disk to stay: the exchange and the queues are transient, and so are the messages.

    Args:
        url: `amqp://user:password@host:port/vhost`, or `amqps://…`.
    """

    def __init__(self, url: str) -> None:
        self._url = URL(url).update_query(heartbeat=HEARTBEAT_SECONDS)

    async def connect(self, receive: Callable[[bytes], None], lost: Callable[[], None]) -> "RabbitConnection":
        """See `Exchange`."""
        connection = RabbitConnection(self._url, receive, lost)
        try:
            await connection.open()
        except _FAULTS as fault:
            await connection.close()
            _let_go(fault)
            raise BrokerUnavailable(f"The broker at {self._place} cannot be used: {_why(fault)}") from None
        return connection

    @property
    def _place(self) -> str:
        return f"{self._url.host}:{self._url.port or _PORTS[self._url.scheme]}"


class RabbitConnection:
    """One connection, with a queue of its own; a lost one is not mended but left for another."""

    def __init__(self, url: URL, receive: Callable[[bytes], None], lost: Callable[[], None]) -> None:
        self._is_open = False
        self._connection: RobustConnection | None = None
        self._tell_lost = lost
        self._exchange = RabbitExchange(EXCHANGE, type=ExchangeType.FANOUT, durable=False)
        self._broker = RabbitBroker(
            url, timeout=CONNECT_SECONDS, on_close=[self._lost], decoder=_undecoded, apply_types=False, logger=None
        )
        subscriber = self._broker.subscriber(_own_queue(), self._exchange, ack_policy=AckPolicy.ACK)

        async def hand_over(body: bytes) -> None:
            receive(body)

        subscriber(hand_over)

    @property
    def is_open(self) -> bool:
        """Whether it still holds."""
        return self._is_open

    async def open(self) -> None:
        """Connect, and have messages from now on."""
        # By the client's own limit of time: when it is cancelled here, it goes on trying for good.
        self._connection = await self._broker.connect()
        async with asyncio.timeout(CONNECT_SECONDS):
            await self._broker.start()
        self._is_open = True

    async def publish(self, message: bytes) -> None:
        """See `Connection`: the broker has confirmed the message."""
        try:
            await self._broker.publish(
                message,
                exchange=self._exchange,
                mandatory=False,
                persist=False,
                expiration=MESSAGE_SECONDS,
                timeout=PUBLISH_SECONDS,
            )
        except _FAULTS as fault:
            raise BrokerUnavailable(f"The broker takes no messages: {_why(fault)}") from None

    async def close(self) -> None:
        """See `Connection`."""
        self._is_open = False
        for part in (self._broker.stop, self._connection.close if self._connection else None):
            # The first fails in many ways on a connection that is lost, and leaves it to mend itself.
            with contextlib.suppress(Exception):
                async with asyncio.timeout(CLOSE_SECONDS):
                    if part:
                        await part()

    def _lost(self, *_told: object) -> None:
        self._is_open = False
        self._tell_lost()


def _own_queue() -> RabbitQueue:
    """Of a new name each time: a broker may take a while to notice that the former connection is gone."""
    limits: ClassicQueueArgs = {
        "x-max-length": MAX_MESSAGES,
        "x-max-length-bytes": MAX_BYTES,
        "x-overflow": "drop-head",
        "x-message-ttl": MESSAGE_SECONDS * 1_000,
    }
    return RabbitQueue(
        f"{EXCHANGE}.{uuid4().hex}", durable=False, exclusive=True, auto_delete=True, robust=False, arguments=limits
    )


async def _undecoded(message: RabbitMessage) -> bytes:
    return message.body


def _let_go(fault: BaseException | None) -> None:
    """Free what the fault's frames hold: a connection that closes itself in whatever event loop is near."""
    while fault is not None:
        traceback.clear_frames(fault.__traceback__)
        fault = fault.__cause__ or fault.__context__


def _why(fault: BaseException) -> str:
    """In words, without what the URL holds."""
    if isinstance(fault, AuthenticationError | ProbableAuthenticationError):
        return "it refuses this user name and password."
    if isinstance(fault, TimeoutError):
        return "it does not answer."
    if isinstance(fault, ssl.SSLError):
        return "its encrypted connection cannot be trusted."
    if isinstance(fault, OSError):
        return "it cannot be reached."
    return "it ends the connection; does the virtual host exist, and may this user use it?"
