"""The attributes of a control, written by Django's own hand instead of a loop of its template."""

from django import template
from django.forms.utils import flatatt

register = template.Library()
register.filter("flatatt", flatatt)
