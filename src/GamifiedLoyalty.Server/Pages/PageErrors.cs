using System.Globalization;
using System.Text.Encodings.Web;
using GamifiedLoyalty.Domain;

namespace GamifiedLoyalty.Server.Pages;

/// <summary>Errors of pages, as small pages in the reader's language.</summary>
internal static class PageErrors
{
    private static readonly string[] Languages = ["en", "fr"];

    /// <summary>Writes an error page, unless the response has started.</summary>
    public static async Task WriteAsync(HttpContext http, int status, Fault fault)
    {
        if (http.Response.HasStarted)
        {
            return;
        }

        var language = Api.Languages.Choose(http.Request, Languages);
        var (title, text) = Words(status, fault.Code, language == "fr");
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        var encoder = HtmlEncoder.Default;
        await http.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"""
            <!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>{encoder.Encode(title)}</title></head><body><main><h1>{encoder.Encode(title)}</h1><p>{encoder.Encode(text)}</p></main></body></html>
            """), http.RequestAborted);
    }

    private static (string Title, string Text) Words(int status, string code, bool french) => (status, french) switch
    {
        (410, false) => ("This link no longer works", "A personal link works once and for a limited time. Ask for a new one."),
        (410, true) => ("Ce lien ne fonctionne plus", "Un lien personnel ne sert qu’une fois et pour un temps limité. Demandez-en un nouveau."),
        (401, false) => ("Please come in by your link", "This page is for members. Open your personal link, or ask for one."),
        (401, true) => ("Entrez par votre lien", "Cette page est réservée aux membres. Ouvrez votre lien personnel, ou demandez-en un."),
        (403, false) => ("Not yours to see", "You are known here, but this page belongs to someone else."),
        (403, true) => ("Page réservée", "Vous êtes connu ici, mais cette page appartient à quelqu’un d’autre."),
        (404, false) => ("Nothing here", "This address leads nowhere. Check it, or ask who gave it to you."),
        (404, true) => ("Rien ici", "Cette adresse ne mène nulle part. Vérifiez-la, ou demandez à qui vous l’a donnée."),
        (503, false) => ("One moment", "The page is not ready yet. Please try again shortly."),
        (503, true) => ("Un instant", "La page n’est pas encore prête. Réessayez bientôt."),
        (_, false) => ("Something went wrong", $"Nothing was lost. Please try again. ({code})"),
        (_, true) => ("Un incident est survenu", $"Rien n’est perdu. Veuillez réessayer. ({code})"),
    };
}
