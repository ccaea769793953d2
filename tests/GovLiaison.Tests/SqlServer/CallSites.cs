using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using GovLiaison.Data;
using GovLiaison.SqlServer;
using Mono.Cecil;

namespace GovLiaison.Tests.SqlServer;

/// <summary>Every place of our code that sends a command, read from what the compiler made; and those that captured commands came through.</summary>
internal sealed class CallSites
{
    private static readonly Assembly[] Ours = [typeof(LiaisonDbContext).Assembly, typeof(SqlServerSetup).Assembly];

    private readonly ConcurrentDictionary<(string Module, int Method), ConcurrentDictionary<int, bool>> _passed = new();
    private readonly Dictionary<(string Module, int Method), MethodDefinition> _methods = [];
    private readonly ILookup<string, MethodDefinition> _implementations;

    public CallSites()
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        foreach (var assembly in Ours)
            foreach (var method in ModuleDefinition.ReadModule(assembly.Location, new ReaderParameters { AssemblyResolver = resolver, InMemory = true }).GetTypes().SelectMany(type => type.Methods))
                _methods[KeyOf(method)] = method;
        _implementations = _methods.Values.Where(method => method.IsVirtual && method.HasBody).ToLookup(method => method.Name, StringComparer.Ordinal);
    }

    public IEnumerable<CallSite> Missed() => Missed(_methods.Values.Where(method => method.HasBody).SelectMany(CallSite.Of));

    public IEnumerable<CallSite> Missed(IEnumerable<CallSite> sites) => sites.Where(site =>
        !_passed.TryGetValue((site.Module, site.Method), out var offsets) || !offsets.Keys.Any(offset => offset > site.After && offset <= site.Offset));

    /// <summary>Called while a command is being sent: remembers the way that led here.</summary>
    public void Pass()
    {
        foreach (var frame in new StackTrace(fNeedFileInfo: false).GetFrames())
            if (frame.GetMethod() is { } method && Ours.Contains(method.Module.Assembly))
                _passed.GetOrAdd((method.Module.Name, method.MetadataToken), _ => new()).TryAdd(frame.GetILOffset(), true);
    }

    /// <summary>The places that a method can come to, itself and by whatever it calls.</summary>
    public IReadOnlyList<CallSite> From(MethodInfo entry)
    {
        var reached = new HashSet<MethodDefinition>();
        var open = new Stack<MethodDefinition>([_methods[(entry.Module.Name, entry.MetadataToken)]]);
        while (open.TryPop(out var method))
            if (method.HasBody && reached.Add(method))
                foreach (var next in Called(method)) open.Push(next);
        return [.. reached.SelectMany(CallSite.Of)];
    }

    private IEnumerable<MethodDefinition> Called(MethodDefinition method)
    {
        // an asynchronous method's own words stand in the type that the compiler made of it
        foreach (var attribute in method.CustomAttributes.Where(attribute => attribute.AttributeType.Name is "AsyncStateMachineAttribute" or "IteratorStateMachineAttribute"))
            foreach (var own in ((TypeReference)attribute.ConstructorArguments[0].Value).Resolve().Methods)
                yield return own;
        foreach (var called in method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>())
            if (Find(called) is { } found)
                foreach (var body in found.HasBody ? [found] : _implementations[found.Name])
                    yield return body;
    }

    private MethodDefinition? Find(MethodReference called) =>
        Ours.Any(assembly => string.Equals(assembly.GetName().Name, called.DeclaringType.Scope.Name.Replace(".dll", "", StringComparison.Ordinal), StringComparison.Ordinal))
            ? called.Resolve() is { } found && _methods.TryGetValue(KeyOf(found), out var known) ? known : null : null;

    private static (string Module, int Method) KeyOf(MethodDefinition method) => (method.Module.Name, method.MetadataToken.ToInt32());
}
