from . import test_audience_sales
