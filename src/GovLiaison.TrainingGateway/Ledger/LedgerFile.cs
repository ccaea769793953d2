using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace GovLiaison.TrainingGateway.Ledger;

/// <summary>
/// Appends lines and answers when they are on the disk. What arrives while one flush runs goes out with the next, so
/// the window of a group is the time of one flush and an idle gateway adds no wait at all.
/// </summary>
internal sealed class LedgerFile : IDisposable
{
    private readonly Lock _fileGate = new();
    private readonly object _gate = new();
    private readonly SafeFileHandle _handle;
    private readonly Thread _writer;
    private ArrayBufferWriter<byte> _filling = new(1 << 20);
    private ArrayBufferWriter<byte> _writing = new(1 << 20);
    private TaskCompletionSource _nextGroup = NewGroup();
    private Task _current = Task.CompletedTask;
    private Exception? _broken;
    private long _length;
    private bool _closing;

    public LedgerFile(SafeFileHandle handle, long length)
    {
        _handle = handle;
        _length = length;
        _writer = new Thread(WriteGroups) { IsBackground = true, Name = "ledger" };
        _writer.Start();
    }

    /// <summary>Called once when the disk refuses: from then on nothing is accepted any more.</summary>
    public Action<Exception>? Broke { get; set; }

    /// <summary>Empty lines join what is under way, so that a repeat is not answered before its first is safe.</summary>
    public Task AppendAsync(ReadOnlySpan<byte> lines)
    {
        lock (_gate)
        {
            if (_broken is not null)
                return Task.FromException(_broken);
            if (lines.IsEmpty && _filling.WrittenCount == 0)
                return _current;
            _filling.Write(lines);
            Monitor.Pulse(_gate);
            return _nextGroup.Task;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }

        _writer.Join(TimeSpan.FromSeconds(10));
        lock (_fileGate)
            _handle.Dispose();
    }

    private static TaskCompletionSource NewGroup() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void WriteGroups()
    {
        while (TakeGroup() is { } group)
        {
            try
            {
                lock (_fileGate)
                {
                    RandomAccess.Write(_handle, _writing.WrittenSpan, _length);
                    RandomAccess.FlushToDisk(_handle);
                }

                _length += _writing.WrittenCount;
                _writing.ResetWrittenCount();
                group.SetResult();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Break(group, e);
                return;
            }
        }
    }

    private TaskCompletionSource? TakeGroup()
    {
        lock (_gate)
        {
            while (_filling.WrittenCount == 0)
            {
                if (_closing)
                    return null;
                Monitor.Wait(_gate);
            }

            (_filling, _writing) = (_writing, _filling);
            var group = _nextGroup;
            _nextGroup = NewGroup();
            _current = group.Task;
            return group;
        }
    }

    private void Break(TaskCompletionSource group, Exception e)
    {
        TaskCompletionSource waiting;
        lock (_gate)
        {
            _broken = e;
            waiting = _nextGroup;
        }

        group.SetException(e);
        waiting.TrySetException(e);
        Broke?.Invoke(e);
    }
}
