def office(request):
    return {}
