using System.Globalization;
using System.Net;

namespace GovLiaison.Web.Tests.Bare;

/// <summary>What a browser without a script does with a form.</summary>
internal static class PhoneForms
{
    public static Task<HttpResponseMessage> SubmitAsync(this HttpClient phone, string action, string page, params (string Name, string Value)[] fields)
    {
        var token = page.Split("name=\"__RequestVerificationToken\" value=\"");
        var all = fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value));
        if (token.Length > 1) all = all.Append(new("__RequestVerificationToken", WebUtility.HtmlDecode(token[1].Split('"')[0])));
        return phone.PostAsync(action, new FormUrlEncodedContent(all), TestContext.Current.CancellationToken);
    }

    /// <summary>The address of the form or link that begins like this.</summary>
    public static string Address(string page, string start)
    {
        var from = page.IndexOf("\"" + start, StringComparison.Ordinal);
        Assert.True(from >= 0, string.Create(CultureInfo.InvariantCulture, $"No {start} on the page"));
        return WebUtility.HtmlDecode(page[(from + 1)..page.IndexOf('"', from + 1)]);
    }
}
