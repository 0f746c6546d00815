"""The API's address table, token sign-in and schema. Each app adds its endpoints in its own api.py."""

urlpatterns: list = []
