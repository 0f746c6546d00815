"""Addresses of the files of a case."""

from django.urls import path

from cases.views import files

urlpatterns = [
    path("cases/<str:reference>/files/", files.case_files, name="case-files"),
    path("cases/<str:reference>/files/add/", files.file_add, name="file-add"),
    path("files/waiting/", files.files_waiting, name="files-waiting"),
    path("files/<uuid:reference>/", files.case_file, name="file"),
    path("files/<uuid:reference>/release/", files.file_release, name="file-release"),
    path("files/<uuid:reference>/withdraw/", files.file_withdraw, name="file-withdraw"),
]
