using System.Reflection;
using System.Runtime.CompilerServices;
using GovLiaison.Audit;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Divisions;
using GovLiaison.Identity;
using GovLiaison.Posts;
using GovLiaison.SqlServer;
using GovLiaison.Testing;

namespace GovLiaison.Tests.SqlServer;

/// <summary>Which methods talk to the database, and what they said to one that answered by script.</summary>
internal static class CapturedMethods
{
    // What asks the database and is called neither Queries nor Service.
    private static readonly Type[] Others =
    [
        typeof(BatchRecorder), typeof(SqlServerDeliveryQueue), typeof(EndpointHealthWriter), typeof(EndpointPlans), typeof(DispatchEngine),
        typeof(AuditSealer), typeof(AuditVerifier), typeof(KeyAllotter), typeof(DivisionImport), typeof(PastedDivisions), typeof(GrantCompiler),
    ];

    // The one who wrote the canned rows, and somebody else.
    private static readonly int[] People = [1, 7];

    // A method is led on other ways until so many of them, one after another, brought nothing new.
    private const int QuietSeeds = 12, MostSeeds = 5000;

    private static readonly EndpointPlan Endpoint = new()
    {
        Id = CannedValues.Id(1), Name = "canned", Channel = DispatchChannels.Sms, IsTraining = true, BaseAddress = new Uri("http://127.0.0.1:1"), Account = "canned", Secret = "",
    };

    private static readonly Lazy<Task<IReadOnlyDictionary<string, MethodCapture>>> Once = new(RunAllAsync);

    public static CallSites Sites { get; } = new();

    public static IReadOnlyList<MethodInfo> All() =>
    [
        .. typeof(LiaisonDbContext).Assembly.GetTypes()
            .Where(type => !type.IsNested && (type.Name.EndsWith("Queries", StringComparison.Ordinal) || type.Name.EndsWith("Service", StringComparison.Ordinal)))
            .Concat(Others)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => (method.IsPublic || method.IsAssembly) && method.GetCustomAttribute<CompilerGeneratedAttribute>() is null && Sites.From(method).Count > 0),
    ];

    public static string NameOf(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name).Where(name => name is not (nameof(CancellationToken) or "Actor")))})";

    public static Task<IReadOnlyDictionary<string, MethodCapture>> RunAsync() => Once.Value;

    private static async Task<IReadOnlyDictionary<string, MethodCapture>> RunAllAsync()
    {
        var captures = All().ToDictionary(NameOf, method => (Method: method, Capture: new MethodCapture()), StringComparer.Ordinal);
        foreach (var (method, capture) in captures.Values) await RunPlainAsync(method, capture);
        // Many a place that one method finds late, another passes at once: so all are led a little way before any is led far.
        foreach (var most in new[] { 50, MostSeeds })
            foreach (var (method, capture) in captures.Values) await RunSeededAsync(method, capture, most);
        return captures.ToDictionary(pair => pair.Key, pair => pair.Value.Capture, StringComparer.Ordinal);
    }

    private static async Task RunPlainAsync(MethodInfo method, MethodCapture capture)
    {
        for (var i = 0; i < CannedAnswers.Plain.Count; i += StepOf(method))
            foreach (var person in People)
                await RunAsync(method, CannedAnswers.Plain[i], person, i + person, capture);
    }

    private static async Task RunSeededAsync(MethodInfo method, MethodCapture capture, int most)
    {
        var open = Sites.From(method).Where(site => !CaptureExceptions.Places.ContainsKey(site.Name)).ToList();
        var isListed = CaptureExceptions.Methods.ContainsKey(NameOf(method));
        while (capture.Seed < most && (capture.Quiet < QuietSeeds / StepOf(method) || !capture.HasSucceeded && !isListed || Sites.Missed(open).Any()))
        {
            var answers = CannedAnswers.Seeded(++capture.Seed);
            capture.Quiet = await RunAsync(method, answers, People[capture.Seed / 2 % 2], answers.Number("arguments"), capture) ? 0 : capture.Quiet + 1;
        }
    }

    // a password is slow to check, on purpose
    private static int StepOf(MethodInfo method) => method.DeclaringType!.Namespace == typeof(SignInService).Namespace ? 8 : 1;

    /// <summary>True when it brought something new.</summary>
    private static async Task<bool> RunAsync(MethodInfo method, CannedAnswers answers, int person, int variant, MethodCapture capture)
    {
        var server = new CannedServer(answers, Sites);
        await using var services = new CapturedServices(server);
        await using var db = services.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();
        try
        {
            var channel = new FakeChannel(DispatchChannels.Sms, honoursKeys: variant % 2 == 0, maxItems: 1);
            if (variant % 3 == 0) channel.Answers = _ => SendOutcome.Unreachable("canned");
            var arguments = new CannedArguments(CannedValues.Actor(person), variant, type =>
                type == typeof(LiaisonDbContext) ? db : type == typeof(IChannel) ? channel : null).For(method);
            var target = method.IsStatic ? null : services.Get(method.DeclaringType!);
            if (target is EndpointHealthWriter writer) writer.Note(Endpoint, SendOutcome.Unreachable("canned"));
            var task = (Task)method.Invoke(target, arguments)!;
            await task;
            await db.SaveChangesAsync();
            capture.Ended(task);
        }
        // Canned rows lead many a method into a state that cannot be: what it asked before it noticed still counts.
        catch (Exception exception)
        {
            capture.Failed(exception);
        }
        return capture.Keep(server.Captured);
    }
}
