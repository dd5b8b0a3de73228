"""The editor's import map is an inline script: give it the nonce of the page."""

from js_asset import Media


class NonceMedia:
    """For each ModelAdmin whose form holds the editor; Django 5.2 renders media without a nonce."""

    def render_change_form(self, request, context, *args, **kwargs):
        """Put the nonce of this response into the form's media."""
        context["media"] = Media.from_media(context["media"]).with_nonce(str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)
