"""How a network begins: eight answers become the network, its regions, bodies, pages and first two officers.

``answers`` reads and judges them (pure), ``actions.found`` writes everything or nothing, ``commands`` is
``coopnet new``. It stands above all subjects because it calls each of them once.
"""
