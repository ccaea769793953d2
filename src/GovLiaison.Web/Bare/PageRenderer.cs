using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace GovLiaison.Web.Bare;

/// <summary>Renders a whole document to text, in the language of the caller, without a circuit.</summary>
public sealed class PageRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    public Task<string> RenderAsync<T>(object? view = null) where T : IComponent => RenderAsync<T>("View", view);

    public async Task<string> RenderAsync<T>(string name, object? value) where T : IComponent
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var parameters = value is null ? ParameterView.Empty : ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(parameters)).ToHtmlString());
    }
}
