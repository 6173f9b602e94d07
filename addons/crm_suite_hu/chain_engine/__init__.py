from .progress import LineQuantities, delivered_percent

__all__ = ["LineQuantities", "delivered_percent"]
